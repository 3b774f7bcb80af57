'use client';

import { useTranslations } from 'next-intl';
import { Empty } from '../../ui/states/empty';
import { EvaluationList } from '../evaluations/evaluation-list';

export function ModelEvaluations({ model }: { model: string }) {
  const t = useTranslations('models.noEvaluations');
  return <EvaluationList filter={{ model }} empty={<Empty title={t('title')}>{t('text')}</Empty>} />;
}

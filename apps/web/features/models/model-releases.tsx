'use client';

import { useTranslations } from 'next-intl';
import { Empty } from '../../ui/states/empty';
import { ReleaseList } from '../releases/release-list';

export function ModelReleases({ model }: { model: string }) {
  const t = useTranslations('models.noReleases');
  return <ReleaseList filter={{ model }} empty={<Empty title={t('title')}>{t('text')}</Empty>} />;
}

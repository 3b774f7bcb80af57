'use client';

import { useTranslations } from 'next-intl';
import { LinkButton } from '../../ui/link-button';
import { Page } from '../../ui/page';
import { Empty } from '../../ui/states/empty';
import { EvaluationList } from './evaluation-list';

export function EvaluationsPage() {
  const t = useTranslations('evaluations');
  const models = useTranslations('models');
  return (
    <Page title={t('title')} description={t('lead')}>
      <EvaluationList
        filter={{}}
        empty={
          <Empty
            title={t('empty.title')}
            action={<LinkButton href="/models">{models('title')}</LinkButton>}
            snippet="gradus evaluate --model credit --version 1 --dataset <dataset>"
          >
            {t('empty.text')}
          </Empty>
        }
      />
    </Page>
  );
}

'use client';

import { useTranslations } from 'next-intl';
import { parseAsStringLiteral, useQueryState } from 'nuqs';
import { LinkButton } from '../../ui/link-button';
import { Page } from '../../ui/page';
import { StateFilter } from '../../ui/state-filter';
import { Empty } from '../../ui/states/empty';
import { ReleaseList } from './release-list';

const statuses = [
  'testing',
  'gates_failed',
  'awaiting_approval',
  'approved',
  'rejected',
  'rolling_out',
  'released',
  'rolled_back',
  'cancelled',
] as const;

export function ReleasesPage() {
  const t = useTranslations('releases');
  const f = useTranslations('fields');
  const states = useTranslations('states.release');
  const models = useTranslations('models');
  const [status, setStatus] = useQueryState('status', parseAsStringLiteral(statuses));
  return (
    <Page title={t('title')} description={t('lead')}>
      <StateFilter
        label={f('status')}
        value={status}
        options={statuses.map((value) => ({ value, label: states(value) }))}
        onChange={(value) => void setStatus(value)}
      />
      <ReleaseList
        filter={{ status }}
        empty={
          <Empty
            title={t('empty.title')}
            action={<LinkButton href="/models">{models('title')}</LinkButton>}
            snippet="gradus release create --endpoint credit-prod --version 3 --policy standard"
          >
            {status ? t('empty.filtered') : t('empty.text')}
          </Empty>
        }
      />
    </Page>
  );
}

'use client';

import type { Policy } from '@gradus/contracts/api/policies';
import { useTranslations } from 'next-intl';
import { parseAsString, useQueryState } from 'nuqs';
import { useResource } from '../../api-client/queries';
import { ClientOnly } from '../../ui/client-only';
import { Page } from '../../ui/page';
import { QueryView } from '../../ui/states/query-view';
import { PolicyEditor } from './policy-editor';
import { usualPolicy } from './policy-form';

export function NewPolicyPage() {
  const t = useTranslations('policies');
  const [from] = useQueryState('from', parseAsString);
  const source = useResource<Policy>(['policies', from ?? ''], {}, { enabled: from !== null });
  return (
    <Page title={t('new')} crumbs={[{ label: t('title'), href: '/policies' }]} description={t('lead')}>
      {from === null ? (
        <ClientOnly>
          <PolicyEditor initial={usualPolicy} />
        </ClientOnly>
      ) : (
        <QueryView query={source}>{(policy) => <PolicyEditor initial={policy} />}</QueryView>
      )}
    </Page>
  );
}

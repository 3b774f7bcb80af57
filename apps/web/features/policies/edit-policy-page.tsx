'use client';

import type { Policy } from '@gradus/contracts/api/policies';
import { useTranslations } from 'next-intl';
import { useResource } from '../../api-client/queries';
import { Page } from '../../ui/page';
import { QueryView } from '../../ui/states/query-view';
import { links } from '../links';
import { PolicyEditor } from './policy-editor';

export function EditPolicyPage({ name }: { name: string }) {
  const t = useTranslations('policies');
  const query = useResource<Policy>(['policies', name]);
  return (
    <Page
      title={t('editOf', { name })}
      crumbs={[
        { label: t('title'), href: '/policies' },
        { label: name, href: links.policy(name) },
      ]}
      description={t('editLead')}
    >
      <QueryView query={query}>
        {(policy) => <PolicyEditor key={policy.id} initial={policy} editing={policy} />}
      </QueryView>
    </Page>
  );
}

'use client';

import type { Policy } from '@gradus/contracts/api/policies';
import { useTranslations } from 'next-intl';
import { useResource } from '../../api-client/queries';
import { LinkButton } from '../../ui/link-button';
import { Page } from '../../ui/page';
import { QueryView } from '../../ui/states/query-view';
import { links } from '../links';
import { useCan } from '../session/api';
import { PolicyView } from './policy-view';

export function PolicyPage({ name }: { name: string }) {
  const t = useTranslations('policies');
  const runs = useTranslations('runs');
  const query = useResource<Policy>(['policies', name]);
  const mayRelease = useCan('release');
  return (
    <Page
      title={name}
      crumbs={[{ label: t('title'), href: '/policies' }]}
      description={query.data ? `${t('revision')} ${query.data.revision}` : null}
      actions={
        mayRelease ? (
          <>
            <LinkButton variant="default" href={`/policies/new?from=${encodeURIComponent(name)}`}>
              {runs('clone')}
            </LinkButton>
            <LinkButton href={`${links.policy(name)}/edit`}>{t('edit')}</LinkButton>
          </>
        ) : null
      }
    >
      <QueryView query={query}>{(policy) => <PolicyView spec={policy} />}</QueryView>
    </Page>
  );
}

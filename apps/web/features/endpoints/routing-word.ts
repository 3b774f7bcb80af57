import type { Routing } from '@gradus/contracts/api/endpoints';
import { useTranslations } from 'next-intl';
import { noData, useFormat } from '../../ui/format';

type Table = Routing['history'][number]['table'];

/** A routing table in two words: "v2 5 %", "v2 shadow", "v1". */
export function useRoutingWord(): (table: Table) => string {
  const t = useTranslations('endpoints.arms');
  const format = useFormat();
  return ({ stable, candidate, weight, shadow }) => {
    if (!candidate) return stable ? `v${stable.version}` : noData;
    return shadow ? `v${candidate.version} ${t('shadow')}` : `v${candidate.version} ${format.percent(weight)}`;
  };
}

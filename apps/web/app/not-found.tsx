import { getTranslations } from 'next-intl/server';
import { Missing } from '../ui/states/missing';

export default async function NotFound() {
  const t = await getTranslations('ui.failure.missing');
  return <Missing title={t('title')} advice={t('advice')} />;
}

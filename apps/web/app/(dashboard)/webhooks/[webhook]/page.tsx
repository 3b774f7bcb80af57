import { WebhookPage } from '../../../../features/webhooks/webhook-page';

export default async function Page({ params }: { params: Promise<{ webhook: string }> }) {
  return <WebhookPage id={decodeURIComponent((await params).webhook)} />;
}

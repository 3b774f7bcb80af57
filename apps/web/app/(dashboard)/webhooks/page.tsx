import { WebhooksPage } from '../../../features/webhooks/webhooks-page';

export default function Page() {
  return <WebhooksPage />;
}

import { EndpointPage } from '../../../../features/endpoints/endpoint-page';

export default async function Page({ params }: { params: Promise<{ endpoint: string }> }) {
  return <EndpointPage name={decodeURIComponent((await params).endpoint)} />;
}

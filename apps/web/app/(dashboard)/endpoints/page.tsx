import { EndpointsPage } from '../../../features/endpoints/endpoints-page';

export default function Page() {
  return <EndpointsPage />;
}

import { RolloutsPage } from '../../../features/rollouts/rollouts-page';

export default function Page() {
  return <RolloutsPage />;
}

import { PoliciesPage } from '../../../features/policies/policies-page';

export default function Page() {
  return <PoliciesPage />;
}

import { NewPolicyPage } from '../../../../features/policies/new-policy-page';

export default function Page() {
  return <NewPolicyPage />;
}

import { EditPolicyPage } from '../../../../../features/policies/edit-policy-page';

export default async function Page({ params }: { params: Promise<{ policy: string }> }) {
  return <EditPolicyPage name={decodeURIComponent((await params).policy)} />;
}

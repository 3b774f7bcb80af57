import { PolicyPage } from '../../../../features/policies/policy-page';

export default async function Page({ params }: { params: Promise<{ policy: string }> }) {
  return <PolicyPage name={decodeURIComponent((await params).policy)} />;
}

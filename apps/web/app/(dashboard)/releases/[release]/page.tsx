import { ReleasePage } from '../../../../features/releases/release-page';

export default async function Page({ params }: { params: Promise<{ release: string }> }) {
  return <ReleasePage id={decodeURIComponent((await params).release)} />;
}

import { RunPage } from '../../../../features/runs/run-page';

export default async function Page({ params }: { params: Promise<{ run: string }> }) {
  return <RunPage id={decodeURIComponent((await params).run)} />;
}

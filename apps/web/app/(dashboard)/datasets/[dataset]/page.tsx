import { DatasetPage } from '../../../../features/datasets/dataset-page';

export default async function Page({ params }: { params: Promise<{ dataset: string }> }) {
  return <DatasetPage id={decodeURIComponent((await params).dataset)} />;
}

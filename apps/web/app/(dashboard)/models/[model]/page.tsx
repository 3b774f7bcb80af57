import { ModelPage } from '../../../../features/models/model-page';

export default async function Page({ params }: { params: Promise<{ model: string }> }) {
  return <ModelPage name={decodeURIComponent((await params).model)} />;
}

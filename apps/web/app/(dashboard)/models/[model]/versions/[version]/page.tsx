import { VersionPage } from '../../../../../../features/versions/version-page';

interface PageProps {
  params: Promise<{ model: string; version: string }>;
}

export default async function Page({ params }: PageProps) {
  const { model, version } = await params;
  return <VersionPage model={decodeURIComponent(model)} version={Number(version)} />;
}

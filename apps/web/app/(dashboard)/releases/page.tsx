import { ReleasesPage } from '../../../features/releases/releases-page';

export default function Page() {
  return <ReleasesPage />;
}

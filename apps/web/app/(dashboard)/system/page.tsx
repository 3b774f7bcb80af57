import { SystemPage } from '../../../features/system/system-page';

export default function Page() {
  return <SystemPage />;
}

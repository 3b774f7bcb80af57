import { NewRunPage } from '../../../../features/runs/new-run-page';

export default function Page() {
  return <NewRunPage />;
}

import { EvaluationsPage } from '../../../features/evaluations/evaluations-page';

export default function Page() {
  return <EvaluationsPage />;
}

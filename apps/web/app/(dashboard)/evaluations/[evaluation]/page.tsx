import { EvaluationPage } from '../../../../features/evaluations/evaluation-page';

export default async function Page({ params }: { params: Promise<{ evaluation: string }> }) {
  return <EvaluationPage id={decodeURIComponent((await params).evaluation)} />;
}

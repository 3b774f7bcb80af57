import { RolloutPage } from '../../../../features/rollouts/rollout-page';

export default async function Page({ params }: { params: Promise<{ rollout: string }> }) {
  return <RolloutPage id={decodeURIComponent((await params).rollout)} />;
}

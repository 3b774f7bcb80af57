import { IncidentsPage } from '../../../features/incidents/incidents-page';

export default function Page() {
  return <IncidentsPage />;
}

import { UploadPage } from '../../../../features/datasets/upload-page';

export default function Page() {
  return <UploadPage />;
}

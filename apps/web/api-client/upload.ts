import { ApiError } from './api-error';
import { parseProblem, randomKey } from './request';

/** A multipart POST that reports its progress in [0, 1], which `fetch` can't. */
export function upload<T>(path: string, form: FormData, onProgress: (share: number) => void): Promise<T> {
  return new Promise((resolve, reject) => {
    const call = new XMLHttpRequest();
    call.open('POST', path);
    call.setRequestHeader('idempotency-key', randomKey());
    call.setRequestHeader('accept', 'application/json');
    call.upload.onprogress = (event) => {
      if (event.lengthComputable) onProgress(event.loaded / event.total);
    };
    call.onload = () => {
      if (call.status >= 200 && call.status < 300) resolve(JSON.parse(call.responseText) as T);
      else reject(new ApiError(call.status, parseProblem(call.responseText), call.getResponseHeader('x-request-id')));
    };
    call.onerror = () => reject(new ApiError(0, null, null));
    call.send(form);
  });
}

export { ApiError } from './api-error';
export { type Client, createClient, type UploadFile } from './client';
export {
  createInference,
  type InferAnswer,
  type Inference,
  type InferOptions,
  type JsonTensor,
  type ModelMetadata,
} from './inference';
export { paginate } from './paginate';
export { type Call, createTransport, type Send, type TransportOptions } from './transport';

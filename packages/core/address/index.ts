export { isPublicAddress } from './public';

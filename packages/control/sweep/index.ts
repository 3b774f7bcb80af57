export { sweep } from './sweep';

export { createModel } from './create';
export { deleteModel } from './delete';
export { deleteAlias } from './delete-alias';
export { getModel, unknownModel } from './get';
export { listModels } from './list';
export { moveAlias, type SetAlias, setAlias } from './set-alias';
export { updateModel } from './update';

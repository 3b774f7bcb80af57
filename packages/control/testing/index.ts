export { type Clock, controller, person, type Recorded, testContext } from './context';
export { lookAt, type People, release, requestRelease } from './journey';
export { type Served, serve } from './traffic';
export { createWorld, type World } from './world';

import { modelRoutes } from './models';
import type { ApiApp, ApiDeps } from './types';

/** The table of contents of `/api/v1`: one line per noun. */
export function registerRoutes(app: ApiApp, _deps: ApiDeps): void {
  modelRoutes(app);
}

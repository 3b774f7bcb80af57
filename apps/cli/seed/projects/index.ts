import type { DemoProject } from '../project';
import { credit } from './credit';
import { medical } from './medical';

export const projects: Record<string, DemoProject> = { credit, medical };

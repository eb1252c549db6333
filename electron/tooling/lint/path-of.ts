import { relative, sep } from 'node:path';
import type { Context } from '@oxlint/plugins';

/** The path of the linted file in its project, with "/". */
export const pathOf = ({ cwd, filename }: Context): string => relative(cwd, filename).split(sep).join('/');

import { v7 } from 'uuid';
import type { OpId } from '../../../shared/domain/ids.ts';

/** Returns a new id for one operator action. */
export const newOpId = (): OpId => v7() as OpId;

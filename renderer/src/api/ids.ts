import { v7 } from 'uuid';
import type { OpId } from '../../../shared/domain/ids.ts';

/** A new id for one intention of a person. */
export const newOpId = (): OpId => v7() as OpId;

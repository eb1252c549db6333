import { keptUnder } from '../../components/kept.ts';

/** What Borrowing Requests keeps for the next time. */
export const { keep, restoreKept } = keptUnder('requests.');

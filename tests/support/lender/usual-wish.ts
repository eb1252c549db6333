import type { Wish } from '../../../electron/main/partners/iso18626/compose-request.ts';
import { noCitation } from '../../../shared/domain/citation.ts';

/** A book that a borrower asks for. */
export const usualWish: Wish = {
  title: 'The Sea Around Us',
  author: 'Carson, Rachel',
  format: 'physical',
  citation: noCitation,
  missing: null,
  note: '',
  library: { name: 'Main Library', address: ['1 College Road', 'Springfield'], email: 'ill@main.example' },
  retryOf: null,
};

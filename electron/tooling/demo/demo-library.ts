import { fixedRequests } from './fixed-requests.ts';
import { makeRequests } from './made-requests.ts';
import { numbersFrom } from './numbers.ts';
import { desks, libraries, partners, patrons } from './people-and-places.ts';

const seed = 1_859;
const firstMadeNumber = 115;

/** The demo library as a library file, one row a line, the same text every time. */
export const demoLibraryText = (): string => {
  const requests = [...fixedRequests, ...makeRequests(numbersFrom(seed), firstMadeNumber)];
  const sections = { libraries, desks, partners, patrons, requests };
  const lists = Object.entries(sections).map(
    ([name, rows]) => `"${name}": [\n${rows.map((row) => JSON.stringify(row)).join(',\n')}\n]`,
  );
  return `{ "format": "borrow-desk/library", "version": 1,\n${lists.join(',\n')}\n}\n`;
};

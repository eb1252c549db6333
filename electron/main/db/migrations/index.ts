import type { Migration } from '../migrate.ts';
import { initial } from './0010-initial.ts';
import { lifeOfARequest } from './0020-life-of-a-request.ts';
import { searchAndFacets } from './0030-search-and-facets.ts';
import { lettersThatMayHaveLeft } from './0040-letters-that-may-have-left.ts';
import { referencesToSteps } from './0050-references-to-steps.ts';
import { todayCards } from './0060-today-cards.ts';
import { libraryOfARequest } from './0070-library-of-a-request.ts';
import { kindsWithoutChecks } from './0080-kinds-without-checks.ts';

/** All migrations in order. Append only; what has shipped is never edited. */
export const migrations: readonly Migration[] = [
  initial,
  lifeOfARequest,
  searchAndFacets,
  lettersThatMayHaveLeft,
  referencesToSteps,
  todayCards,
  libraryOfARequest,
  kindsWithoutChecks,
];

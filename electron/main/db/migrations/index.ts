import type { Migration } from '../migrate.ts';
import { initial } from './0010-initial.ts';
import { lifeOfARequest } from './0020-life-of-a-request.ts';
import { searchAndFacets } from './0030-search-and-facets.ts';
import { lettersThatMayHaveLeft } from './0040-letters-that-may-have-left.ts';
import { referencesToSteps } from './0050-references-to-steps.ts';
import { todayCards } from './0060-today-cards.ts';
import { libraryOfARequest } from './0070-library-of-a-request.ts';
import { kindsWithoutChecks } from './0080-kinds-without-checks.ts';
import { lifeInParts } from './0090-life-in-parts.ts';
import { fullCitation } from './0100-full-citation.ts';
import { barcodesOfOurOwn } from './0110-barcodes-of-our-own.ts';
import { lettersByTheClock } from './0120-letters-by-the-clock.ts';
import { parcels } from './0130-parcels.ts';
import { bothDueDates } from './0140-both-due-dates.ts';
import { whenFilesSaid } from './0180-when-files-said.ts';
import { sumsOfReports } from './0220-sums-of-reports.ts';
import { sumsByMonthAndYear } from './0240-sums-by-month-and-year.ts';
import { whatFilesSaid } from './0170-what-files-said.ts';
import { reasonsOfTheField } from './0150-reasons-of-the-field.ts';
import { patronDataThatGoes } from './0210-patron-data-that-goes.ts';
import { profilesOfFiles } from './0160-profiles-of-files.ts';
import { importsThatAreTakenBack } from './0190-imports-that-are-taken-back.ts';
import { sharedRequests } from './0250-shared-requests.ts';
import { queuesByQuestions } from './0260-queues-by-questions.ts';
import { whatStepsChanged } from './0264-what-steps-changed.ts';
import { stepsThatAHubMayLose } from './0266-steps-that-a-hub-may-lose.ts';
import { lettersThatLeaveFromHere } from './0278-letters-that-leave-from-here.ts';
import { stepsThatSayWhereTheLogWas } from './0268-steps-that-say-where-the-log-was.ts';
import { stepsKeyedElsewhere } from './0200-steps-keyed-elsewhere.ts';
import { stepsSetAside } from './0270-steps-set-aside.ts';
import { linesOfChangesOnce } from './0282-lines-of-changes-once.ts';

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
  lifeInParts,
  fullCitation,
  barcodesOfOurOwn,
  lettersByTheClock,
  parcels,
  bothDueDates,
  reasonsOfTheField,
  profilesOfFiles,
  whatFilesSaid,
  whenFilesSaid,
  importsThatAreTakenBack,
  stepsKeyedElsewhere,
  patronDataThatGoes,
  sumsOfReports,
  sumsByMonthAndYear,
  sharedRequests,
  queuesByQuestions,
  whatStepsChanged,
  stepsThatAHubMayLose,
  stepsThatSayWhereTheLogWas,
  stepsSetAside,
  lettersThatLeaveFromHere,
  linesOfChangesOnce,
];

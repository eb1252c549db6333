import { pageLabel, type Page } from '../../../shared/domain/pages.ts';
import { useAppState } from '../api/queries.ts';

/** The page names of this installation. */
export const usePageLabels = (): ((page: Page) => string) => {
  const otherSystem = useAppState().data?.settings.otherSystem.name ?? '';
  return (page) => pageLabel(page, otherSystem);
};

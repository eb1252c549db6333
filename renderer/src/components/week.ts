type WeekInfo = { readonly firstDay: number };
type LocaleWithWeek = Intl.Locale & {
  readonly getWeekInfo?: () => WeekInfo;
  readonly weekInfo?: WeekInfo;
};

const monday = 1;

/** Returns the first weekday for a language, as an ISO number: 1 is Monday, 7 is Sunday. Monday if unknown. */
export const firstWeekdayOf = (language: string): number => {
  try {
    const locale: LocaleWithWeek = new Intl.Locale(language);
    return (locale.getWeekInfo?.() ?? locale.weekInfo)?.firstDay ?? monday;
  } catch {
    return monday;
  }
};

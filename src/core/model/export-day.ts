/** How other systems order the numbers of a day with slashes. */
export const dayOrders = ['day-first', 'month-first'] as const;

export type DayOrder = (typeof dayOrders)[number];

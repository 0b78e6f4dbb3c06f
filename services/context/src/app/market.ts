/** The subject of facts about no single symbol. */
export const MARKET = 'MARKET';

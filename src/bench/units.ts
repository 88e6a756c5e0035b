export { formatDigits, formatPercent, formatSeconds, timeUnit } from '../core/index.js';

export { type OrderType, type TimeInForce, type Trail, type WorkingOrder, workingOrder } from './working-order.js';

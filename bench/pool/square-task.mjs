export default (items) => items.map((x) => x * x);

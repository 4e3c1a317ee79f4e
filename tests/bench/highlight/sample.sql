-- What each customer spent a month, and how it compares with the month before.
CREATE TABLE IF NOT EXISTS orders (
  id INTEGER PRIMARY KEY,
  customer TEXT NOT NULL REFERENCES customers (id),
  placed DATE NOT NULL,
  total DECIMAL(12, 2) NOT NULL CHECK (total >= 0),
  note VARCHAR(200) DEFAULT 'it''s new'
);

CREATE INDEX orders_by_customer ON orders (customer, placed);

WITH months AS (
  SELECT customer, date_trunc('month', placed) AS month, SUM(total) AS spent
  FROM orders
  WHERE placed >= DATE '2026-01-01' AND note IS NOT NULL
  GROUP BY customer, date_trunc('month', placed)
)
SELECT
  c.name,
  m.month,
  m.spent,
  m.spent - LAG(m.spent) OVER (PARTITION BY m.customer ORDER BY m.month) AS change
FROM months m
JOIN customers c ON c.id = m.customer
/* Those who left are not counted. */
WHERE c.left_on IS NULL
ORDER BY m.spent DESC, c.name
LIMIT 100;

"""Which lot, week, plant, warehouse, region or channel a defect comes from. Pure."""
